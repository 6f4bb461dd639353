// Whoever signs out leaves no roster on the device: it is wiped before the form is sent.
for (const form of document.querySelectorAll("form[action$='/logout/']")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Asked for only now: most pages with such a form are on devices without a desk.
    const { wipeAll } = await import("./roster.js");
    await wipeAll().catch(() => {});
    form.submit();
  });
}
