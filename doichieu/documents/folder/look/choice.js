"use strict";
// A field that searches a long list: it takes one of its values and no other text.

(() => {
  const { element, say } = doichieu;
  const MOST_SHOWN = 40;
  const MOST_SIMILAR = 5;
  let count = 0;

  // A text without capitals and diacritics, for search: Xuất khẩu is found by xuat khau.
  doichieu.folded = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[đĐ]/g, "d")
      .toLowerCase();

  // How well an option answers the words that were typed: less is better, null is not at all.
  function rank(option, typed, tokens) {
    if (!tokens.every((token) => option.searched.includes(token))) return null;
    const exact = option.names.indexOf(typed);
    if (exact >= 0) return 0;
    if (option.names.some((name) => name.startsWith(typed))) return 1;
    return option.names[0].includes(typed) ? 2 : 3;
  }

  // The options that answer a text, the best first; those of equal rank by length of their names.
  doichieu.searchOptions = (options, text) => {
    const typed = doichieu.folded(text.trim());
    const tokens = typed.split(/\s+/).filter(Boolean);
    return options
      .map((option, place) => ({ option, place, rank: rank(option, typed, tokens) }))
      .filter((one) => one.rank !== null)
      .sort(
        (one, other) =>
          one.rank - other.rank ||
          (typed ? one.option.names[0].length - other.option.names[0].length : 0) ||
          one.place - other.place,
      )
      .map((one) => one.option);
  };

  // The options that have most words of a text in their names, the best first.
  doichieu.similarOptions = (options, text) => {
    const tokens = [...new Set(doichieu.folded(text).match(/[a-z0-9]+/g) || [])].filter(
      (token) => token.length > 1,
    );
    if (!tokens.length) return [];
    const share = (option) =>
      tokens.filter((token) => option.searched.includes(token)).length / tokens.length;
    return options
      .map((option) => ({ option, share: share(option) }))
      .filter((one) => one.share > 0.6)
      .sort(
        (one, other) => other.share - one.share || one.option.names[0].length - other.option.names[0].length,
      )
      .slice(0, MOST_SIMILAR)
      .map((one) => one.option);
  };

  // An option: its value, its name, a few words beside it, and what else finds it.
  doichieu.option = (value, name, hint, others = []) => {
    const names = [name, value, ...others].filter(Boolean).map(doichieu.folded);
    return { value, name, hint, names, searched: names.join("\n") };
  };

  /*
   * id: of the input; value(): the one chosen; options(): all of them; nameOf(value);
   * take(value) when another one is chosen; like(): a text whose words the first options have, before
   * anything is typed; make: { text, act(typed) } for a last option that makes
   * a new value; blank: the words for no value, where there may be none.
   */
  doichieu.choiceField = ({
    id,
    value,
    options,
    nameOf,
    take,
    like = () => "",
    make = null,
    blank = null,
    ...more
  }) => {
    count += 1;
    const listId = `choices-${count}`;
    const listBox = element("ul", {
      id: listId,
      role: "listbox",
      class: "choices-list",
      hidden: true,
      "aria-label": more["aria-label"],
    });
    const input = element("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-controls": listId,
      "aria-autocomplete": "list",
      placeholder: blank,
      ...more,
      input: () => open(input.value),
      focus: () => input.select(),
      click: () => (listBox.hidden ? open("") : null),
      blur: () => close(),
      keydown: (event) => press(event),
    });
    const chosen = () => (value() ? nameOf(value()) : "");
    input.value = chosen();
    let shown = [];
    let active = -1;

    function open(typed) {
      const all = options();
      const similar = typed ? [] : doichieu.similarOptions(all, like());
      const found = typed
        ? doichieu.searchOptions(all, typed)
        : [...similar, ...all.filter((one) => !similar.includes(one))];
      shown = found.slice(0, MOST_SHOWN);
      if (blank !== null && !typed) shown.unshift({ value: "", name: blank, hint: "" });
      if (make) shown.push({ value: null, name: make.text, hint: "" });
      active = typed && found.length ? 0 : shown.findIndex((one) => one.value === value());
      const items = shown.map((one, place) =>
        element(
          "li",
          {
            id: `${listId}-${place}`,
            role: "option",
            "aria-selected": String(one.value === value()),
            class: one.value === null ? "make" : null,
            mousedown: (event) => {
              event.preventDefault();
              choose(one);
            },
          },
          element("span", {}, one.name),
          one.hint ? element("small", {}, one.hint) : null,
        ),
      );
      if (found.length > MOST_SHOWN) {
        items.push(
          element(
            "li",
            { role: "presentation", class: "soft" },
            say("choice.more", { count: found.length - MOST_SHOWN }),
          ),
        );
      }
      listBox.replaceChildren(...items);
      listBox.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark();
    }

    function mark() {
      [...listBox.children].forEach((item, place) => item.classList.toggle("active", place === active));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", `${listId}-${active}`);
        listBox.children[active].scrollIntoView({ block: "nearest" });
      }
    }

    function close() {
      listBox.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      input.value = chosen();
    }

    function choose(one) {
      const typed = input.value;
      close();
      if (one.value === null) make.act(typed);
      else if (one.value !== value()) take(one.value);
    }

    function press(event) {
      const isOpen = !listBox.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) return open("");
        const by = event.key === "ArrowDown" ? 1 : -1;
        active = (active + by + shown.length) % shown.length;
        return mark();
      }
      if (event.key === "Enter" && !event.ctrlKey && isOpen) {
        event.preventDefault();
        if (active >= 0) choose(shown[active]);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
      return undefined;
    }

    const update = () => {
      if (listBox.hidden) input.value = chosen();
    };
    return { control: input, content: element("span", { class: "choice" }, input, listBox), update };
  };
})();
