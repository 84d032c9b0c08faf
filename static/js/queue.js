// The queue by keys: each presses what is on the page. The button names the deed that is chosen, and what people will read is shown.
(() => {
  const typing = (target) => target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const found = document.querySelector(`#kasus [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    found.click();
    if (found.type !== "radio") return;
    if (event.key === "a") return found.form.requestSubmit();
    const next = event.key === "n" ? found.form.elements.words : found.form.elements.reason || found.form.elements.words;
    next.focus();
  });

  function name(form) {
    const chosen = form.querySelector("[name=decision]:checked"), label = form.querySelector("[data-label]");
    if (chosen && label) label.textContent = chosen.dataset.deed;
  }

  function tell(form) {
    const shown = form.querySelector("[data-told]"), { locale } = document.getElementById("kasus").dataset;
    const text = shown && document.querySelector(`#kata-alasan [data-locale="${locale}"][data-reason="${form.elements.reason?.value || "-"}"] dd`);
    if (!shown) return;
    shown.hidden = !text;
    shown.textContent = text?.textContent || "";
    shown.lang = locale;
  }

  function tally() {
    const all = [...document.querySelectorAll("[name=cases]")], button = document.querySelector("[data-tick]");
    if (button) button.hidden = !all.length;
    document.querySelector(".several")?.classList.toggle("on", all.some((one) => one.checked));
  }

  document.addEventListener("change", (event) => {
    const { form } = event.target;
    if (form?.id === "putusan") name(form), tell(form);
    if (event.target.name === "cases") tally();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-tick]")) return;
    document.querySelectorAll("[name=cases]").forEach((one) => (one.checked = true));
    tally();
  });

  function begin() {
    const form = document.getElementById("putusan");
    if (form) name(form), tell(form);
    tally();
  }
  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
