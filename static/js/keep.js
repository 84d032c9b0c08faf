// What is typed into the editor stays on the device until the server has it: through reloads, lost signals, signing out.
(() => {
  const SOON_MS = 600;
  const form = () => document.querySelector("form[data-autosave]");
  const keyOf = (one, id) => `karya:${one.dataset.owner}:${id || one.elements.client_id.value}`;
  let timer, began;

  // Texts only: files travel by themselves, and tokens are not kept.
  function values(one) {
    return [...new FormData(one)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token");
  }
  const typed = (pairs) => JSON.stringify(pairs.filter(([name]) => !["version", "client_id", "images"].includes(name)));
  const read = (key) => JSON.parse(localStorage.getItem(key) || "null");

  function keep() {
    clearTimeout(timer);
    const one = form();
    if (!one || typed(values(one)) === began) return;
    try {
      localStorage.setItem(keyOf(one), JSON.stringify({ at: Date.now(), path: location.pathname, values: values(one) }));
    } catch {} // a full device: the server still saves
  }

  function fill(one, entry) {
    for (const field of one.elements) {
      if (!field.name || ["csrf_token", "images", "save", "picture"].includes(field.name) || field.type === "file") continue;
      const kept = entry.values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = kept.includes(field.value);
      else if (kept.length) field.value = kept[0];
      else continue;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const versionOf = (entry) => entry.values.find(([name]) => name === "version")?.[1];

  // A form for a new work that was never sent may lie there from a tab that is closed.
  function left(one) {
    const mine = Object.keys(localStorage).filter((key) => key.startsWith(`karya:${one.dataset.owner}:`));
    return mine.find((key) => key !== keyOf(one) && read(key)?.path === "/dashboard/portfolio/new");
  }

  function offer(one, key) {
    const note = document.getElementById("isian");
    note.hidden = false;
    note.querySelector("[data-restore]").onclick = () => {
      const entry = read(key);
      if (entry) fill(one, entry);
      note.hidden = true;
    };
    note.querySelector("[data-drop]").onclick = () => {
      localStorage.removeItem(key);
      note.hidden = true;
    };
  }

  function restore(one) {
    const tab = location.pathname.endsWith("/new") && sessionStorage.getItem("karya:tab");
    const key = tab && read(keyOf(one, tab)) ? keyOf(one, tab) : keyOf(one);
    const entry = read(key);
    if (!entry) {
      const other = location.pathname.endsWith("/new") && left(one);
      if (other) offer(one, other);
    } else if (typed(entry.values) === began) localStorage.removeItem(key);
    else if (key !== keyOf(one) || versionOf(entry) === one.elements.version.value) {
      fill(one, entry);
      document.getElementById("tersimpan").textContent = one.dataset.restored;
    } else offer(one, key);
    if (location.pathname.endsWith("/new")) sessionStorage.setItem("karya:tab", one.elements.client_id.value);
  }

  document.querySelectorAll("[data-stored]").forEach((place) => {
    Object.keys(localStorage).filter((key) => key.startsWith("karya:") && key.endsWith(`:${place.dataset.stored}`)).forEach((key) => localStorage.removeItem(key));
    sessionStorage.removeItem("karya:tab");
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-forget]") && form()) {
      began = typed(values(form()));
      localStorage.removeItem(keyOf(form()));
    }
  });
  document.addEventListener("kreatr:kept", (event) => event.detail.forEach((id) => localStorage.removeItem(keyOf(form(), id))));
  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => {
    if (event.target.closest("form[data-autosave]")) timer = (clearTimeout(timer), setTimeout(keep, SOON_MS));
  });
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  if (form()) (began = typed(values(form()))), restore(form());
})();
