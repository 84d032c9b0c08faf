// The lists of a device: pages that are kept, and what waits. The service worker has them; this puts them on the page.
(() => {
  const place = document.querySelector("[data-device]"), workers = navigator.serviceWorker;
  if (!place || !workers) return;
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const fresh = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const filled = (text, blanks) => text.replace(/\[\[(\w+)\]\]/g, (_all, name) => blanks[name]);
  const plain = (html) => new DOMParser().parseFromString(html, "text/html");

  function ago(moment) {
    const seconds = Math.max(1, Math.round((Date.now() - moment) / 1000));
    const [unit, size] = UNITS.find(([, least]) => seconds >= least);
    return relative.format(-Math.floor(seconds / size), unit);
  }

  window.askPhone = async (asked) => {
    const { active } = await workers.ready, { port1, port2 } = new MessageChannel();
    return new Promise((done) => {
      port1.onmessage = ({ data }) => done(data);
      active.postMessage(asked, [port2]);
    });
  };

  // A page's face is the first of its pictures that is kept.
  async function looked(request, pages) {
    const answer = await pages.match(request), html = await answer.text(), main = html.split("<main")[1] || "";
    let picture = "";
    for (const face of new Set(main.match(/\/media\/[\w.-]+/g))) if (!picture && (await caches.match(face))) picture = face;
    return { url: request.url, title: plain(html).title, at: Number(answer.headers.get("X-Kept")), picture };
  }
  async function keptPages() {
    const pages = await caches.open("pages"), keys = (await pages.keys()).reverse();
    return Promise.all(keys.map((request) => looked(request, pages)));
  }

  function pageRow(page, list) {
    const row = fresh("baris-halaman"), link = row.querySelector("a");
    link.textContent = page.title.replace(/ · kreatr$/, "");
    link.href = page.url;
    row.querySelector(".small").textContent = filled(list.dataset.seen, { ago: ago(page.at) });
    if (page.picture) {
      const picture = Object.assign(new Image(48, 48), { src: page.picture, alt: "", className: "disc s48" });
      row.querySelector(".disc").replaceWith(picture);
    }
    return row;
  }

  // Why the house did not take it, in its own words.
  function why(row) {
    const found = [...plain(row.answer || "").querySelectorAll(".err, .note.bad")].map((one) => one.textContent.trim());
    return [...new Set(found.filter(Boolean))].join(" ") || row.status;
  }

  function waitingRow(row, list) {
    const line = fresh("baris-menunggu"), { values, kind, home } = row, said = Object.fromEntries(values);
    const mine = !row.who || row.who === document.body.dataset.viewer;
    line.querySelector(".h3").textContent = filled(list.dataset[kind], { name: home.split("/")[kind === "like" ? 3 : 2] });
    line.querySelector(".voice").textContent = said.message || said.body || said.title || "";
    const state = row.answer ? "refused" : mine ? "waits" : "signin";
    line.querySelector(".state").textContent = filled(list.dataset[state], { ago: ago(row.at), why: why(row) });
    const mend = line.querySelector("[data-act=mend]");
    mend.href = home.replace(/\/edit$/, "/new");
    mend.hidden = !row.answer || kind === "like";
    line.dataset.id = row.id;
    line.waiting = row;
    return line;
  }

  function show(name, list, rows) {
    list.closest("[data-part]").hidden = !rows.length;
    list.replaceChildren(...rows);
  }

  async function draw() {
    const found = await window.askPhone({ ask: "list" }), seen = await keptPages();
    const waiting = document.getElementById("menunggu"), pages = document.getElementById("tersimpan-di-sini");
    show("waiting", waiting, found.waiting.map((row) => waitingRow(row, waiting)));
    show("pages", pages, seen.map((page) => pageRow(page, pages)));
    document.dispatchEvent(new CustomEvent("kreatr:device", { detail: { ...found, pages: seen.length } }));
  }
  workers.addEventListener("message", ({ data }) => data.changed && draw());

  place.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]"), line = act?.closest("li");
    if (!line) return;
    const { id, draft, values } = line.waiting;
    if (act.dataset.act !== "mend") return void window.askPhone({ ask: act.dataset.act, id });
    // The form takes up what was typed in it, as if the tab had never been closed.
    if (draft) sessionStorage.setItem(`draft:${draft}`, JSON.stringify(values));
  });
  draw();
})();
