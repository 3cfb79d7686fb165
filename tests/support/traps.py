"""What a browser shows of a string that ran, that fetched, or that became more than words."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request

from tests.support.xss import MARK

_LISTEN = """
addEventListener("securitypolicyviolation", event =>
  (window.blocked ||= []).push(event.violatedDirective + " " + event.blockedURI));
"""
_LOOK = """
mark => {
  const found = [...(window.blocked || []).map(b => "the policy had to block " + b)];
  const types = ["error", "load", "click", "focus", "toggle", "begin", "mouseover", "animationstart"];
  const alien = "iframe,frame,frameset,object,embed,applet,base,template,noscript,math,marquee,foreignObject,animate,"
    + "set,script:not([src]),style~style,meta[http-equiv]";
  const addresses = ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "background", "srcset"];
  for (const one of document.querySelectorAll(alien)) found.push("it became " + one.outerHTML.slice(0, 200));
  for (const one of document.querySelectorAll("*")) {
    for (const {name, value} of one.attributes) {
      const named = one.outerHTML.slice(0, 200);
      if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(name + " stands in " + named);
      if (addresses.includes(name)) {
        let origin = "no address";
        try { origin = new URL(value, location.href).origin } catch {}
        if (origin !== location.origin) found.push(name + " leads away in " + named);
      }
    }
    for (const type of types) one.dispatchEvent(new Event(type));
  }
  if (window[mark]) found.push("a string ran");
  return found;
}
"""


@dataclass
class Trap:
    """Watches all pages of a context of a browser; `sprung` says what happened, and where."""

    context: BrowserContext
    own: tuple[str, ...]
    """The addresses of the site."""
    sprung: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to watch."""
        self.context.add_init_script(_LISTEN)
        self.context.on("request", self._asked)
        self.context.on("console", self._said)
        self.context.on("dialog", self._asked_the_reader)
        self.context.on("weberror", lambda error: self.sprung.append(f"an error: {error.error}"))

    def look(self, page: Page) -> str:
        """Look a page over and let everything happen that may happen on it; return its HTML."""
        html = page.content()
        self.sprung += [f"{page.url}: {found}" for found in page.evaluate(_LOOK, MARK)]
        return html

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.own):
            self.sprung.append(f"{request.frame.url} asked for {request.url[:200]}")

    def _asked_the_reader(self, dialog: Dialog) -> None:
        self.sprung.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "responded with a status" not in message.text:
            self.sprung.append(f"{message.location.get('url')} said: {message.text[:200]}")
