// Skills: how many there are, and how others write what is being typed.
(() => {
  const WAIT_MS = 250;
  let timer;

  const words = (field) => field.value.split(",").map((word) => word.trim()).filter(Boolean);

  async function suggest(field) {
    const cut = field.value.lastIndexOf(",") + 1;
    const last = field.value.slice(cut).trim();
    const list = field.list;
    if (last.length < 2) return list.replaceChildren();
    const answer = await fetch(`/dashboard/settings/skills?q=${encodeURIComponent(last)}`).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = field.value.slice(0, cut);
    const options = [...page.querySelectorAll("option")].map((option) => {
      option.value = before + (before ? " " : "") + option.value;
      return option;
    });
    list.replaceChildren(...options);
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.getAttribute("list") !== "keahlian") return;
    document.querySelector("[data-skill-count]").textContent = new Set(words(field).map((word) => word.toLowerCase())).size;
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT_MS, field);
  });
})();
