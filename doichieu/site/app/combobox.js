"use strict";
// An input with a list of options, by the combobox pattern of ARIA: arrows move, Enter chooses, Escape closes.

(() => {
  /*
   * find(text): the options, as groups { title (null for none), options: [{ text, note, ... }] }.
   * choose(option): what happens with the chosen one. `value`: the text of the option chosen so far, which the input
   * shows again when the reader leaves it; as long as the reader has not changed it, find is asked for "". Without
   * a value nothing is chosen, and the text stays.
   */
  doichieu.combobox = ({ id, label, find, choose, value = null, hint = null }) => {
    const { element, say } = doichieu;
    const popup = element("div", { id: `${id}-options`, role: "listbox", "aria-label": label, hidden: true });
    const status = element("p", { role: "status", class: "found" });
    const input = element("input", {
      id,
      value,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: hint,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": popup.id,
      input: () => open(),
      click: () => open(),
      focus: () => {
        input.select();
        find(""); // what it takes once to find anything is not left to the first letter
      },
      blur: () => {
        if (chosen !== null) input.value = chosen;
        close();
      },
      keydown: (event) => press(event),
    });
    let chosen = value;
    let options = [];
    let active = -1;

    function open() {
      const text = input.value === chosen ? "" : input.value;
      const groups = find(text).filter((group) => group.options.length);
      options = groups.flatMap((group) => group.options);
      active = -1;
      let number = 0;
      popup.replaceChildren(
        ...groups.flatMap(({ title, options: some }, place) => {
          const lines = some.map((option) => line(option, number++));
          if (title === null) return lines;
          const name = element("div", { id: `${id}-group-${place}`, class: "group", role: "presentation" }, title);
          return element("div", { role: "group", "aria-labelledby": name.id }, name, ...lines);
        }),
      );
      show(options.length > 0);
      status.textContent = options.length || !text ? "" : say("search.nothing");
    }

    const line = (option, number) =>
      element(
        "div",
        {
          id: `${id}-option-${number}`,
          role: "option",
          "aria-selected": "false",
          // The input keeps the focus, so that its list stays open until the press ends.
          pointerdown: (event) => event.preventDefault(),
          click: () => take(option),
        },
        element("span", {}, option.text),
        option.note ? doichieu.small(` ${option.note}`) : null,
      );

    function show(isOpen) {
      popup.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      input.removeAttribute("aria-activedescendant");
    }

    function close() {
      show(false);
      status.textContent = "";
    }

    function move(to) {
      const lines = popup.querySelectorAll("[role=option]");
      if (lines[active]) lines[active].setAttribute("aria-selected", "false");
      active = (to + lines.length) % lines.length;
      lines[active].setAttribute("aria-selected", "true");
      lines[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", lines[active].id);
    }

    function take(option) {
      if (chosen !== null) input.value = chosen = option.text;
      close();
      choose(option);
    }

    function press(event) {
      const isOpen = !popup.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (!isOpen) open();
        if (options.length) move(active < 0 && step < 0 ? -1 : active + step);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (isOpen) take(options[Math.max(active, 0)]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (!isOpen) input.value = chosen ?? "";
        close();
      }
    }

    const field = element("div", { class: "field" }, input, popup, status);
    return element("div", { class: "combobox" }, element("label", { for: id }, label), " ", field);
  };
})();
