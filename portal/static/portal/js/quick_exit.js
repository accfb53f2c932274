/* Leaves the site at once: a white page covers everything first, then a neutral site takes this page's place.
   Without this script the button is an ordinary link to that site. */
(() => {
  const button = document.querySelector("[data-quick-exit]");
  if (!button) return;

  const status = document.querySelector("[data-quick-exit-status]");
  const title = document.title;
  const needed = 3;
  const patience = 5000;
  let presses = 0;
  let timer;
  let overlay;

  const say = (text) => {
    if (status) status.textContent = text || "";
  };

  const forget = () => {
    presses = 0;
    clearTimeout(timer);
    say("");
  };

  const leave = () => {
    overlay = overlay || document.createElement("div");
    overlay.className = "quick-exit__overlay";
    document.body.append(overlay);
    // The tab must not go on naming the page while a slow line fetches the next one.
    document.title = button.hostname;
    say(button.dataset.leaving);
    location.replace(button.href);
  };

  button.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Shift alone, three times; any other key in between means that somebody is typing capital letters.
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") return forget();
    if (event.repeat) return;
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(forget, patience);
    if (presses === needed) leave();
    else if (presses === needed - 1) say(button.dataset.oncemore);
  });

  // The browser may bring the page back from its memory as it was left: covered.
  addEventListener("pageshow", () => {
    if (overlay) overlay.remove();
    document.title = title;
    forget();
  });
})();
