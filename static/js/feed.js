// Asks for news every two minutes while the page is looked at. What is new waits behind the button; nothing moves by itself.
(() => {
  const feed = document.getElementById("feed");
  if (!feed) return;
  const [link, status] = feed.querySelector(".news").children;
  const label = link.textContent, every = feed.dataset.every * 1000, rows = new Map();
  let { mark } = feed.dataset, asked = Date.now(), all = false, wanted = false;

  // Lines older than the last one shown come with "load more".
  const shown = () => [...feed.querySelectorAll(".feed > li")];
  const moment = (row) => row.querySelector("time").dateTime;
  const fits = (row) => !document.getElementById(row.id) && (!feed.querySelector(".more") || moment(row) > moment(shown().at(-1)));
  const say = (text, seen) => Object.assign(status, { textContent: text, className: seen ? "small" : "sr" });

  async function ask() {
    asked = Date.now();
    const headers = { "If-None-Match": `W/"${mark}"` };
    const answer = await fetch(`${feed.dataset.news}?after=${mark}`, { headers, cache: "no-store" }).catch(() => null);
    if (answer?.status !== 200) return answer?.status === 304;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("kabar-baru");
    if (!fresh) return false;
    mark = fresh.dataset.mark;
    all ||= "more" in fresh.dataset;
    for (const row of fresh.children) rows.set(row.id, row);
    return true;
  }

  const waiting = () => [...rows.values()].filter(fits);

  function offer() {
    const n = all ? `${rows.size}+` : waiting().length;
    const text = !n ? label : n === 1 ? feed.dataset.one : feed.dataset.many.replace("{n}", n);
    if (link.textContent === text) return;
    link.textContent = text;
    say(n ? text : "");
  }

  function put() {
    const fresh = waiting().sort((a, b) => (moment(a) < moment(b) ? 1 : -1));
    feed.querySelector(".slot")?.remove();
    for (const row of fresh) {
      const next = shown().find((old) => moment(old) < moment(row));
      row.tabIndex = -1;
      if (next) next.before(row);
      else (shown().at(-1)?.parentElement || feed.querySelector(".feed")).append(row);
    }
    rows.clear();
    offer();
    fresh[0]?.focus();
    return fresh.length;
  }

  async function turn() {
    if (document.hidden || Date.now() - asked < every || wanted) return;
    await ask();
    offer();
  }

  link.addEventListener("click", async (event) => {
    if (all || event.metaKey || event.ctrlKey || event.shiftKey) return; // more than was handed over: the page anew
    event.preventDefault();
    if (wanted || (waiting().length && put())) return;
    wanted = true;
    const answered = await ask();
    wanted = false;
    if (!answered) say(feed.dataset.lost, true);
    else if (all) location.assign(link.href);
    else if (!put()) say(feed.dataset.none, true);
  });

  if (every) {
    setInterval(turn, every / 12);
    document.addEventListener("visibilitychange", turn);
  }
})();
