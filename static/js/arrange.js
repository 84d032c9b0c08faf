// Works are put in order by dragging their handle, or with the arrow keys on it; the buttons do the same one by one.
(() => {
  const SOON_MS = 700;
  let dragged = null, before = "", timer;
  const rows = () => [...document.querySelectorAll("[data-works] > [data-item]")];
  const order = () => rows().map((row) => row.dataset.id).join();
  const say = (text) => (document.getElementById("kabar-karya").textContent = text);
  const show = () => document.querySelectorAll("[data-grip]").forEach((grip) => (grip.hidden = false));

  function tell(row) {
    const all = rows(), form = document.getElementById("urutan");
    const words = { title: row.dataset.title, place: all.indexOf(row) + 1, all: all.length };
    say(form.dataset.said.replace(/\{(\w+)\}/g, (_, name) => words[name]));
  }

  async function store() {
    const form = document.getElementById("urutan");
    const body = new URLSearchParams([["csrf_token", form.elements.csrf_token.value], ...rows().map((row) => ["item", row.dataset.id])]);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
    const list = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("daftar");
    if (!list) return say(form.dataset.lost);
    const focused = document.activeElement?.closest?.("[data-id]")?.dataset.id;
    document.getElementById("daftar").replaceWith(document.importNode(list, true));
    htmx.process(document.getElementById("daftar"));
    show();
    if (focused) document.querySelector(`[data-id="${focused}"] [data-grip]`)?.focus();
  }
  const soon = () => (timer = (clearTimeout(timer), setTimeout(store, SOON_MS)));

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip || event.button) return;
    dragged = grip.closest("[data-item]");
    before = order();
    grip.setPointerCapture(event.pointerId);
    dragged.classList.add("dragged");
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const edge = 80, height = document.documentElement.clientHeight;
    if (event.clientY < edge || event.clientY > height - edge) scrollBy(0, event.clientY < edge ? -12 : 12);
    const over = rows().find((row) => {
      const box = row.getBoundingClientRect();
      return row !== dragged && event.clientY > box.top && event.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect(), all = rows(), from = all.indexOf(dragged), to = all.indexOf(over);
    const middle = box.top + box.height / 2;
    // The others step aside: a finger loses what is moved under it.
    if (to > from && event.clientY > middle) dragged.before(...all.slice(from + 1, to + 1));
    if (to < from && event.clientY < middle) dragged.after(...all.slice(to, from));
  });
  function drop() {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    if (order() !== before) tell(dragged), store();
    dragged = null;
  }
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);

  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!grip || !step) return;
    event.preventDefault();
    const row = grip.closest("[data-item]"), other = rows()[rows().indexOf(row) + step];
    if (!other) return;
    row[step < 0 ? "after" : "before"](other);
    tell(row);
    soon();
  });
  document.addEventListener("htmx:after:swap", show);
  show();
})();
