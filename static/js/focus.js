// After a swap the focus is where it was, or at the beginning of what came; what changed is said in the one polite region.
(() => {
  const swaps = new WeakMap(); // one may begin before the focus of another has found its place
  const count = () => document.querySelectorAll("main li").length;
  const nowhere = () => !document.activeElement || document.activeElement === document.body;

  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    const { target } = ctx, { previousElementSibling: before, parentElement: parent } = target;
    const held = !nowhere(), came = ctx.sourceElement?.dataset?.came;
    swaps.set(ctx, { target, before, parent, held, came, rows: count() });
  });

  // By now htmx has given the focus back if what had it came again under its id.
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => setTimeout(() => {
    const { target, before, parent, held, came, rows } = swaps.get(ctx) || {};
    const fresh = target?.isConnected ? target : before?.isConnected ? before.nextElementSibling : parent?.firstElementChild;
    if (!fresh) return;
    const news = fresh.matches("[data-say]") ? fresh : fresh.querySelector("[data-say]");
    const find = (...kinds) => kinds.map((kind) => fresh.querySelector(kind)).find(Boolean);
    if (held && nowhere()) {
      const place = find("[role=alert]") || news || find("li", "h1, h2, h3", "a[href], button") || fresh;
      if (place.tabIndex < 0) place.tabIndex = -1;
      place.focus();
    }
    const text = came ? came.replace("{n}", count() - rows) : document.activeElement === news ? "" : news?.textContent;
    if (text) document.getElementById("ucapan").textContent = text.trim();
  }));
})();
