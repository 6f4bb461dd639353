// A page that stands open for guests is loaded anew before the code on it has run out, once the server can be reached.
const TIME = 10 * 60_000; // milliseconds; a code is good for three times as long

setInterval(async () => {
  const response = await fetch(location.href, { method: "HEAD", redirect: "error" }).catch(() => null);
  if (response?.ok) location.reload();
}, TIME);
