// A card's QR carries its code after "#", which a browser never sends. Put it into the field and out of the address.
"use strict";
const field = document.querySelector("[data-from-address]");
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
}
