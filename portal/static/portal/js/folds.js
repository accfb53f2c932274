/* Folds (menu, filters): Escape and a click elsewhere close the menu; older browsers get them open on wide screens. */
(() => {
  const menu = document.querySelector(".menu");
  if (menu) {
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open || !menu.contains(document.activeElement)) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  if (CSS.supports("selector(::details-content)")) return;
  const wide = matchMedia("(min-width: 60rem)");
  const follow = () => {
    for (const fold of document.querySelectorAll(".fold")) fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
})();
