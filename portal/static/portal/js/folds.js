/* Folds (menu, filters). On phones the open menu lies over the page: Escape, a click elsewhere and a focus that goes on
   close it. Browsers that can't show a closed fold's content on wide screens get the folds open there. */
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

  if (CSS.supports("selector(::details-content)")) return;
  const follow = () => {
    for (const fold of document.querySelectorAll(".fold")) fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
})();
