// Whoever signs out leaves no roster on the device, and a kiosk is no desk at all: forgotten before the form is sent.
for (const form of document.querySelectorAll("form[action$='/logout/'], form[action$='/kiosk/lock/']")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Asked for only now: most pages with such a form are on devices without a desk.
    const { leave, wipeAll } = await import("./forgetting.js");
    await (form.action.endsWith("/logout/") ? wipeAll : leave)().catch(() => {});
    form.submit();
  });
}
