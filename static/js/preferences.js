// Theme, language and lite mode at once, without the way over /preferences.
(() => {
  const YEAR_SECONDS = 365 * 24 * 3600;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-pref]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const { pref, value } = link.dataset;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${pref}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
    const url = new URL(location);
    if (pref === "locale" && url.searchParams.has("lang")) {
      url.searchParams.delete("lang"); // the language of the address would win
      return location.replace(url);
    }
    if (pref !== "theme") return location.reload();
    document.documentElement.dataset.theme = value;
    for (const other of link.parentElement.querySelectorAll("[data-pref]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  });
})();
