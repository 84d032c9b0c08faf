// Asks for news every two minutes while the page is looked at; what is new waits behind a pill, nothing moves by itself.
(() => {
  const EVERY_MS = 120_000;
  const feed = () => document.getElementById("feed");

  async function ask() {
    const old = feed();
    if (!old || document.hidden) return;
    // The browser keeps the last answer with its mark: nothing new is an empty 304.
    const answer = await fetch(old.dataset.poll, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...fresh.querySelectorAll("li[id]")].filter((row) => !document.getElementById(row.id));
    if (rows.length) offer(old, rows);
  }

  function offer(old, rows) {
    const pill = document.createElement("button");
    pill.type = "button";
    pill.className = "chip";
    pill.textContent = rows.length === 1 ? old.dataset.one : old.dataset.many.replace("{n}", rows.length);
    pill.addEventListener("click", () => {
      const list = old.querySelector(".feed");
      list.prepend(...rows);
      pill.remove();
      list.querySelector("a")?.focus();
    });
    old.querySelector(".news").replaceChildren(pill);
  }

  if (feed()) setInterval(ask, EVERY_MS);
})();
