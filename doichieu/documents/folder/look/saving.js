"use strict";
// Saving: into the folder of the draft where the browser can write there, else as downloads.

(() => {
  const { element, say } = doichieu;
  const [FIGURES, PAGE] = ["figures.csv", "index.html"];
  const before = doichieu.tableFiles(); // as the files of the folder are
  let folder = null;

  doichieu.canWrite = () => typeof window.showDirectoryPicker === "function";

  // The tables that changed, and with them the page.
  function changedFiles() {
    const changed = [...doichieu.tableFiles()].filter(([name, text]) => before.get(name) !== text);
    return changed.length ? [...changed, [PAGE, doichieu.pageFile()]] : [];
  }

  function markSaved(files) {
    for (const [name, text] of files) before.set(name, text);
    doichieu.markSaved();
  }

  async function textIn(directory, name) {
    try {
      const handle = await directory.getFileHandle(name);
      return await (await handle.getFile()).text();
    } catch {
      return null;
    }
  }

  async function writeInto(directory, files) {
    for (const [name, text] of files) {
      const handle = await directory.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      await stream.write(text);
      await stream.close();
    }
  }

  // The folder of the draft: the one chosen before, or one that holds this draft's figures.
  async function chooseFolder() {
    if (folder) return folder;
    const chosen = await window.showDirectoryPicker({ id: "draft", mode: "readwrite" });
    const text = await textIn(chosen, FIGURES);
    const first = (text || "").split("\n")[1] || "";
    if (text === null || (first && first.split(",")[0] !== doichieu.draft.report.report_id)) {
      doichieu.openDialog(
        say("save.wrong_title"),
        element("p", {}, say("save.wrong", { folder: chosen.name, report: doichieu.draft.report.report_id })),
      );
      return null;
    }
    folder = chosen;
    return folder;
  }

  async function saveInFolder() {
    const directory = await chooseFolder();
    if (!directory) return;
    const files = changedFiles();
    const there = await textIn(directory, FIGURES);
    if (there !== null && there !== before.get(FIGURES)) {
      askToReplace(directory, files);
      return;
    }
    await finish(directory, files);
  }

  async function finish(directory, files) {
    await writeInto(directory, files);
    markSaved(files);
    doichieu.report(say("save.done", { files: files.map(([name]) => name).join(", ") }));
  }

  function askToReplace(directory, files) {
    const replace = element(
      "button",
      {
        type: "button",
        class: "main",
        click: () => {
          document.getElementById("dialog").close();
          finish(directory, files).catch(failed);
        },
      },
      say("save.replace"),
    );
    doichieu.openDialog(say("save.changed_title"), element("p", {}, say("save.changed")), replace);
  }

  // Downloads: a link for each file that changed; all of them taken, the draft is saved.
  function offerDownloads() {
    const files = changedFiles();
    const left = new Set(files.map(([name]) => name));
    const links = files.map(([name, text]) => {
      const type = name.endsWith(".csv") ? "text/csv" : "text/html";
      const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
      const link = element("a", { href, download: name, click: () => taken(name, link) }, name);
      return link;
    });
    const taken = (name, link) => {
      link.parentElement.classList.add("taken");
      left.delete(name);
      if (left.size === 0) {
        markSaved(files);
        doichieu.report(say("save.downloaded"));
      }
    };
    doichieu.openDialog(
      say("save.download_title"),
      element("p", {}, say("save.download", { report: doichieu.draft.report.report_id })),
      element(
        "ul",
        { class: "downloads" },
        links.map((link) => element("li", {}, link, link.download === PAGE ? ` ${say("save.page")}` : "")),
      ),
    );
  }

  function failed(error) {
    if (error.name === "AbortError") return; // the analyst closed the choice of a folder
    folder = null;
    doichieu.report(say("save.failed", { reason: error.message }));
    offerDownloads();
  }

  doichieu.save = () => {
    if (!changedFiles().length) {
      doichieu.report(say("save.nothing"));
      return;
    }
    if (doichieu.canWrite()) saveInFolder().catch(failed);
    else offerDownloads();
  };

  addEventListener("beforeunload", (event) => {
    if (doichieu.isChanged()) event.preventDefault();
  });
})();
