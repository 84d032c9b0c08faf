// A template goes where the cursor stands. Without an answer the form itself is sent, and comes back with the template.
(() => {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const { form } = button;
    const choice = form.elements[button.dataset.insert];
    const field = form.elements.body;
    if (!choice.value) return choice.focus();
    try {
      const answer = await fetch(choice.dataset.texts + choice.value);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      field.setRangeText(await answer.text(), field.selectionStart, field.selectionEnd, "end");
    } catch {
      form.action = button.formAction;
      return form.submit();
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
})();
