"use strict";
// The address decides what is shown: `#report=…`, `#view=…`, `#figure=…`, so a link can be shared.

(() => {
  const IN_DIALOG = ["figure", "value", "check", "revision"];
  const CHOSEN = ["report", "territory", "period", "indicator", "quantity", "basis", "form", "within", "rows"];
  const KEYS = ["view", ...CHOSEN, ...IN_DIALOG];
  const { element } = doichieu;

  // The state in the address; an anchor of the page itself (#guide) has none.
  doichieu.state = () => {
    const found = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(KEYS.filter((key) => found.get(key)).map((key) => [key, found.get(key)]));
  };

  function written(state) {
    const found = KEYS.filter((key) => state[key]).map((key) => [key, state[key]]);
    return `#${new URLSearchParams(found)}`;
  }

  doichieu.isDialog = (state) => IN_DIALOG.some((key) => state[key]);

  doichieu.withoutDialog = (state) =>
    Object.fromEntries(Object.entries(state).filter(([key]) => !IN_DIALOG.includes(key)));

  // The address of the state with a change; `afresh` drops the rest of the state.
  doichieu.hash = (change, afresh = false) =>
    written(afresh ? change : { ...doichieu.withoutDialog(doichieu.state()), ...change });

  doichieu.go = (state) => {
    location.hash = written(state);
  };

  const view = document.getElementById("view");
  let shown = null;

  // The state that the view depends on, without that of the dialog: a reader who opens the source of
  // a number in the open report stays at the same place of the view.
  function viewKey(state) {
    const report = state.view ? null : wantedReport(state);
    const seen = { ...doichieu.withoutDialog(state), report: report ? report.id : state.report };
    return JSON.stringify(KEYS.filter((key) => !IN_DIALOG.includes(key)).map((key) => seen[key] || ""));
  }

  function wantedReport(state) {
    const id = state.report || doichieu.tracedReport(state);
    return id ? doichieu.reports.get(id) : doichieu.index.reports[0];
  }

  // Takes the state of the dialog out of the address, and keeps the report in it: an empty address
  // would lead to the top of the page.
  doichieu.leaveDialog = () => {
    const state = doichieu.state();
    if (!doichieu.isDialog(state)) return;
    const rest = doichieu.withoutDialog(state);
    const report = rest.view ? null : wantedReport(state);
    doichieu.go(report ? { ...rest, report: report.id } : rest);
  };

  async function parts(state) {
    if (state.view === "reports") return doichieu.reportsView(state);
    if (state.view === "indicator") return doichieu.indicatorView(state);
    if (state.view === "revisions") return doichieu.revisionsView(state);
    const report = wantedReport(state);
    return report ? [chooser(report), ...(await doichieu.reportView(report))] : [missing()];
  }

  const missing = () => element("p", { class: "warning" }, doichieu.say("site.not_found"));

  // The choice of another report, where there are several.
  function chooser(report) {
    if (doichieu.index.reports.length < 2) return "";
    const near = doichieu.index.reports.filter((one) => one.territory === report.territory);
    const state = { report: report.id };
    const options = near.map((one) => [one.id, `${doichieu.periodName(one.period)}: ${one.title}`]);
    return element(
      "form",
      { class: "choices", submit: (event) => event.preventDefault() },
      doichieu.choice("report", options, state, false),
      element("a", { href: doichieu.hash({ view: "reports" }, true) }, doichieu.say("nav.reports")),
    );
  }

  function navigation(state) {
    const { say } = doichieu;
    const bar = document.getElementById("navigation");
    bar.setAttribute("aria-label", say("site.navigation"));
    const current = state.view || "report";
    const link = (name, href) =>
      element("a", { href, "aria-current": name === current ? "page" : null }, say(`nav.${name}`));
    const report = wantedReport(state);
    const links = [
      link("report", doichieu.hash(report ? { report: report.id } : {}, true)),
      doichieu.index.reports.length > 1 || doichieu.index.left_out
        ? link("reports", doichieu.hash({ view: "reports" }, true))
        : null,
      link("indicator", doichieu.hash({ view: "indicator" }, true)),
      doichieu.index.revisions ? link("revisions", doichieu.hash({ view: "revisions" }, true)) : null,
      link("guide", "#guide"),
      link("data", "#data"),
    ];
    bar.replaceChildren(doichieu.list(links.filter(Boolean)));
  }

  // Draws the view; `moved` where the reader asked for another one.
  async function draw(state, moved) {
    const key = viewKey(state);
    shown = key;
    navigation(state);
    doichieu.forgetCharts();
    let content;
    try {
      content = await parts(state);
    } catch (error) {
      content = [element("p", { class: "warning" }, doichieu.say("site.missing"), ` (${error.message})`)];
    }
    if (shown !== key) return; // the reader has chosen another view meanwhile
    view.replaceChildren(...content);
    const title = document.getElementById("view-title");
    document.title = title ? `${title.textContent} – Đối chiếu` : "Đối chiếu";
    if (moved && title) {
      scrollTo(0, 0);
      title.focus({ preventScroll: true });
    }
    document.documentElement.dataset.ready = key;
  }

  async function follow(moved) {
    const anchor = location.hash.length > 1 && !location.hash.includes("=");
    if (anchor && shown) return;
    const state = doichieu.state();
    if (viewKey(state) !== shown) await draw(state, moved);
    await doichieu.showTrace(state);
  }

  doichieu.refresh = () => {
    const state = doichieu.state();
    draw(state, false).then(() => doichieu.showTrace(state));
  };

  doichieu.open = (index) => {
    doichieu.readIndex(index);
    doichieu.onLanguage(doichieu.refresh);
    addEventListener("hashchange", () => follow(true));
    follow(false);
  };
})();
