// Says beside a field what is missing, before the server has to. The texts come with the form.
(() => {
  function complaint(field, says) {
    const { validity } = field;
    if (validity.valueMissing || (field.required && !field.value.trim())) return says.missing;
    if (validity.typeMismatch) return field.type === "url" ? says.url : says.email;
    const n = [...field.value.trim()].length;
    if (n && n < field.minLength) return says.short.replace("{min}", field.minLength).replace("{n}", n);
    return validity.valid ? "" : field.validationMessage;
  }

  function judge(field) {
    const text = complaint(field, { ...field.form.dataset, ...field.dataset });
    const id = `${field.id}-error`;
    const line = document.getElementById(id);
    if (!text) {
      line?.remove();
      field.removeAttribute("aria-invalid");
      return true;
    }
    const shown = line || document.getElementById("keliru").content.firstElementChild.cloneNode(true);
    shown.id = id;
    shown.querySelector("span").textContent = text;
    if (!line) field.closest(".field").append(shown);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    return false;
  }

  const judged = (form) => [...form.elements].filter((field) => field.id && field.closest(".field") && field.willValidate);

  document.addEventListener("focusin", (event) => {
    const form = event.target.form;
    if (form && "check" in form.dataset) form.noValidate = true;
  });
  // A button under the finger must not move away: what is sent is judged then, what is left by a press is not judged before.
  let pressed = false;
  for (const type of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(type, ({ target }) => (pressed = type === "pointerdown" && Boolean(target.closest?.("button"))), true);
  }
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (pressed || !field.form || !("check" in field.form.dataset)) return;
    if (judged(field.form).includes(field)) judge(field);
  });
  // For the same reason a complaint goes while one types, not when the field is left.
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.getAttribute("aria-invalid") === "true" && field.form && "check" in field.form.dataset) judge(field);
  });
  // Before htmx and before the browser: a form with a gap is not sent.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("check" in form.dataset) || event.submitter?.formNoValidate) return;
    const wrong = judged(form).filter((field) => !judge(field));
    if (!wrong.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong[0].focus();
  }, true);
})();
