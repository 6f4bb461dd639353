// Open the print dialogue once the badge's font and code are there.
Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode())]).then(() => window.print());
