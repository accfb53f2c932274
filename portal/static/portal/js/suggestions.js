/* While one types: words that the archive has and documents by that name, as a combobox with a list (WAI-ARIA).
   Without this script the field is a plain one, and the form works. */
for (const form of document.querySelectorAll("[data-suggestions]")) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const known = new Map();
  const patience = 120;
  let items = [];
  let active = -1;
  let timer;
  let request;

  list.id = `${input.id}-list`;
  list.className = "search-box__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);

  // A search field can't be a combobox; a text field inside of a search form can.
  input.type = "text";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  const mark = (place) => {
    active = place;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", number === active));
    const option = list.children[active];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const close = () => {
    clearTimeout(timer);
    if (request) request.abort();
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };

  const part = (name, text) => {
    const element = document.createElement("span");
    element.className = `search-box__${name}`;
    element.textContent = text;
    if (form.dataset.lang) element.lang = form.dataset.lang;
    return element;
  };

  const show = (answer) => {
    items = answer.items;
    list.replaceChildren(...items.map((item, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.className = item.kind ? "search-box__option" : "search-box__option search-box__option--words";
      option.setAttribute("role", "option");
      option.append(part("title", item.text));
      if (item.note) option.append(" ", part("note", item.note));
      return option;
    }));
    mark(-1);
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = answer.said;
  };

  const ask = async (typed) => {
    request = new AbortController();
    try {
      const response = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`, { signal: request.signal });
      if (!response.ok) return;
      const answer = await response.json();
      known.set(typed, answer);
      if (input.value === typed && document.activeElement === input) show(answer);
    } catch {
      // Aborted, or without a line: the form still works.
    }
  };

  const look = () => {
    clearTimeout(timer);
    if (request) request.abort();
    const typed = input.value;
    if (typed.trim().length < 2) return close();
    if (known.has(typed)) return show(known.get(typed));
    timer = setTimeout(() => ask(typed), patience);
  };

  const go = (place) => {
    const { url } = items[place];
    close();
    location.assign(url);
  };

  input.addEventListener("input", (event) => {
    if (!event.isComposing) look();
  });
  input.addEventListener("compositionend", look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return look();
      // One step beyond either end is the field itself.
      const places = items.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      go(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  // The field keeps the focus while one presses on the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go([...list.children].indexOf(option));
  });
  form.addEventListener("submit", close);
}
