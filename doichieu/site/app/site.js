"use strict";
// The address decides what is shown: `#report=…`, `#view=…`, `#figure=…`, so a link can be shared.

(() => {
  const IN_DIALOG = ["figure", "value", "check", "revision"];
  const { element } = doichieu;

  // A site of one report opens on it, a site of several on their front page.
  doichieu.isCollection = () => doichieu.index.reports.length + doichieu.index.left_out > 1;

  // Any view may keep its choices in the address, under names of its own. An anchor of the page itself
  // (#guide) has no state: what is shown stays.
  doichieu.state = () => {
    if (isAnchor()) return shownState;
    const found = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries([...found].filter(([, value]) => value));
  };

  const isAnchor = () => location.hash.length > 1 && !location.hash.includes("=");

  const written = (state) =>
    `#${new URLSearchParams(Object.entries(state).filter(([, value]) => value))}`;

  doichieu.isDialog = (state) => IN_DIALOG.some((key) => state[key]);

  // What the dialog of a state shows, as a text.
  doichieu.dialogKey = (state) => JSON.stringify(IN_DIALOG.map((key) => state[key] || ""));

  doichieu.withoutDialog = (state) =>
    Object.fromEntries(Object.entries(state).filter(([key]) => !IN_DIALOG.includes(key)));

  // The address of the state with a change; `afresh` drops the rest of the state. A link of the front
  // page names it, because a figure alone leads to its report.
  doichieu.hash = (change, afresh = false) => {
    if (afresh) return written(change);
    const state = doichieu.withoutDialog(doichieu.state());
    return written({ ...(viewName(state) === "front" ? settled(state) : state), ...change });
  };

  doichieu.go = (state) => {
    location.hash = written(state);
  };

  const view = document.getElementById("view");
  let shown = null;
  let shownState = {};

  function viewName(state) {
    if (state.view) return state.view;
    return doichieu.isCollection() && !state.report && !doichieu.tracedReport(state) ? "front" : "report";
  }

  // The state that the view depends on, without that of the dialog: a reader who opens the source of
  // a number in the open report stays at the same place of the view.
  function viewKey(state) {
    const seen = { ...settled(state), view: viewName(state) };
    return JSON.stringify(Object.fromEntries(Object.entries(seen).filter(([, value]) => value).sort()));
  }

  doichieu.wantedReport = (state) => {
    const id = state.report || doichieu.tracedReport(state);
    return id ? doichieu.reports.get(id) : doichieu.index.reports[0];
  };

  function mark(key) {
    shown = key;
    document.documentElement.dataset.ready = key;
  }

  // Keeps in the address what a reader changed in a table, which is drawn already; Back leads to the
  // view before. The names of such keys have a dot. While another view loads, the address is its own.
  doichieu.note = (change) => {
    if (document.documentElement.dataset.ready !== shown) return;
    shownState = { ...shownState, ...change };
    history.replaceState(history.state, "", written(shownState));
    mark(viewKey(shownState));
  };

  // A link into the dialog may be older than the order and the filters of the tables: these stay.
  function withTables(state) {
    const bare = (one) =>
      viewKey(Object.fromEntries(Object.entries(one).filter(([key]) => !key.includes("."))));
    if (!doichieu.isDialog(state) || bare(state) !== bare(shownState)) return state;
    const opened = Object.entries(state).filter(([key]) => IN_DIALOG.includes(key));
    const found = { ...shownState, ...Object.fromEntries(opened) };
    // A browser stops pages that write addresses without end: the same one is not written again.
    if (viewKey(found) !== viewKey(state)) history.replaceState(history.state, "", written(found));
    return found;
  }

  // The state without that of the dialog, with the report or the front page that is shown: an empty
  // address would lead to the top of the page.
  function settled(state) {
    const rest = doichieu.withoutDialog(state);
    const view = viewName(state);
    if (view === "front") return { ...rest, view };
    const report = view === "report" ? doichieu.wantedReport(state) : null;
    return report ? { ...rest, report: report.id } : rest;
  }

  // Takes the state of the dialog out of the address.
  doichieu.leaveDialog = () => doichieu.go(settled(doichieu.state()));

  async function parts(state) {
    const found = doichieu.views.get(viewName(state));
    return found ? found.show(state) : [doichieu.notFound()];
  }

  doichieu.notFound = () => element("p", { class: "warning" }, doichieu.say("site.not_found"));

  function navigation(state) {
    const { say } = doichieu;
    const bar = document.getElementById("navigation");
    bar.setAttribute("aria-label", say("site.navigation"));
    const current = viewName(state);
    const link = (name, href) =>
      element("a", { href, "aria-current": name === current ? "page" : null }, say(`nav.${name}`));
    const views = [...doichieu.views].filter(([, one]) => one.offered && one.offered());
    const links = views.map(([name, { address }]) =>
      link(name, doichieu.hash(address ? address(state) : { view: name }, true)),
    );
    bar.replaceChildren(doichieu.list([...links, link("guide", "#guide"), link("data", "#data")]));
  }

  // Draws the view; `moved` where the reader asked for another one. The control that asked keeps the
  // focus where the new view has it, too; and Back leads to the place on the page where the reader was.
  async function draw(state, moved) {
    const key = viewKey(state);
    shown = key;
    shownState = settled(state);
    navigation(state);
    doichieu.forgetCharts();
    let content;
    try {
      content = await parts(state);
    } catch (error) {
      content = [element("p", { class: "warning" }, doichieu.say("site.missing"), ` (${error.message})`)];
    }
    if (shown !== key) return; // the reader has chosen another view meanwhile
    if (state.embed) content = doichieu.embedded(content, state);
    document.documentElement.classList.toggle("embedded", Boolean(state.embed));
    const focused = view.querySelector(":is(select, input):focus")?.id;
    view.replaceChildren(...content);
    const title = document.getElementById("view-title");
    document.title = title ? `${title.textContent} – Đối chiếu` : "Đối chiếu";
    const control = focused && document.getElementById(focused);
    if (control) {
      control.focus({ preventScroll: true });
    } else if (moved && title) {
      returnTo(0);
      title.focus({ preventScroll: true });
    }
    mark(key);
  }

  // Where the reader left each entry of the history. It is noted when the reader goes, and not in the
  // history itself: a change there while Back is pending would take the Back away.
  const scrolls = new Map();
  const entryNow = () => window.navigation?.currentEntry?.key ?? location.hash;
  let entry = entryNow();

  function changeEntry() {
    if (entryNow() === entry) return; // after two quick steps, the first event finds the second entry
    scrolls.set(entry, scrollY);
    entry = entryNow();
  }

  // Scrolls to where the reader left this entry of the history, if ever.
  function returnTo(otherwise) {
    const place = scrolls.get(entry) ?? history.state?.scroll ?? otherwise;
    if (place !== null) scrollTo(0, place);
  }

  async function follow(moved) {
    if (isAnchor() && shown) return;
    const state = withTables(doichieu.state());
    if (viewKey(state) !== shown) await draw(state, moved);
    else if (!doichieu.isDialog(state)) returnTo(null);
    await doichieu.showTrace();
  }

  doichieu.refresh = () => {
    doichieu.drawSearch();
    draw(doichieu.state(), false).then(doichieu.showTrace);
  };

  doichieu.open = (index) => {
    doichieu.readIndex(index);
    doichieu.onLanguage(doichieu.refresh);
    addEventListener("hashchange", () => {
      changeEntry();
      follow(true);
    });
    // For a return from another page.
    addEventListener("pagehide", () => history.replaceState({ scroll: scrollY }, ""));
    history.scrollRestoration = "manual";
    doichieu.drawSearch();
    follow(false).then(() => returnTo(null));
  };
})();
