/* Folds (menu, filters). On phones the open menu lies over the page: Escape, a click elsewhere and a focus that goes on
   close it. Browsers that can't show a closed fold's content on wide screens get the folds open there, and those that do
   not open a fold by themselves for the place that an address names have it opened. */
(() => {
  const wide = matchMedia("(min-width: 60rem)");
  const menu = document.querySelector(".menu");
  if (menu) {
    const leave = (target) => {
      if (target && !wide.matches && !menu.contains(target)) menu.open = false;
    };
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open || wide.matches || !menu.contains(document.activeElement)) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    addEventListener("click", (event) => leave(event.target));
    menu.addEventListener("focusout", (event) => leave(event.relatedTarget));
  }

  const named = document.getElementById(location.hash.slice(1));
  if (!CSS.supports("selector(::details-content)")) {
    const follow = () => {
      for (const fold of document.querySelectorAll(".fold")) fold.open = wide.matches;
    };
    wide.addEventListener("change", follow);
    follow();
  }
  const fold = named?.closest(".fold:not([open])");
  if (fold && !wide.matches) {
    fold.open = true;
    named.scrollIntoView();
  }
})();
