// A registration code from the camera: read by the browser where it can, else from pictures by the server.
const BY_BROWSER = 150; // milliseconds between looks
const BY_SERVER = 700;
const WIDEST = 800; // pixels of a picture that is sent
const CODE = /^[34679ACDEFGHJKMNPQRTWXY]{8}$/;

async function detector() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code") ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
}

function picture(video, canvas) {
  const scale = Math.min(1, WIDEST / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.8); });
}

/**
 * Shows the camera in `video` and calls `onCode` once for each code that comes before it. Resolves to what stops it;
 * rejects where there is no camera, or it may not be used. `address` and `token` are those of the server's reading.
 */
export async function watch(video, { address, token, onCode }) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: 1280 }, audio: false });
  video.srcObject = stream;
  await video.play();
  const reader = await detector();
  const canvas = document.createElement("canvas");
  let last = "";
  let timer = 0;
  let isStopped = false;

  async function read() {
    if (reader) return (await reader.detect(video)).map((found) => found.rawValue.trim().toUpperCase());
    const body = await picture(video, canvas);
    const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token, "Content-Type": "image/jpeg" } });
    return response.ok ? [(await response.json()).code] : [];
  }

  async function look() {
    try {
      const code = video.videoWidth ? (await read()).find((one) => CODE.test(one)) : "";
      if (code && code !== last && !isStopped) {
        last = code;
        onCode(code);
      }
    } catch {
      // The next picture may do.
    }
    if (!isStopped) timer = setTimeout(look, reader ? BY_BROWSER : BY_SERVER);
  }
  look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
