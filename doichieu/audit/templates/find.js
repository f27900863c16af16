// Narrows what is shown to what holds every word of the search; marks over letters need not be typed.
const box = document.getElementById("find");
if (box) {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const parts = [...document.querySelectorAll(".expectation")].map((part) => ({
    part,
    about: fold(part.firstElementChild.textContent),
    rows: [...part.querySelectorAll("tbody tr")].map((row) => [row, fold(row.textContent)]),
  }));
  const narrow = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const holds = (text) => words.every((word) => text.includes(word));
    let found = 0;
    for (const { part, about, rows } of parts) {
      const isWhole = holds(about);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !(isWhole || holds(text));
        if (!row.hidden) shown += 1;
      }
      part.hidden = !isWhole && shown === 0;
      found += shown;
    }
    document.getElementById("found").textContent = words.length ? `${found} row${found === 1 ? "" : "s"} found` : "";
  };
  box.addEventListener("input", narrow);
  box.value = new URLSearchParams(location.search).get("find") || "";
  box.parentElement.hidden = false;
  narrow();
}
