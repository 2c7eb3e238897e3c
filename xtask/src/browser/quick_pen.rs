//! A hand at full speed, in Chromium. Its driver sends the next point of a stroke when a frame has shown the last one,
//! so that a digit takes a second; over the browser's own protocol all points are sent at once, several come in one
//! frame, as from a quick pen, and only the end of the stroke is waited for.

use super::pointer::{Pointer, Stroke, pressure};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::net::TcpStream;
use std::time::Duration;
use tungstenite::{Message, WebSocket};

/// How long a stroke may take until the page has seen it; busy machines take their time.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct QuickPen {
    socket: WebSocket<TcpStream>,
    sent: u64,
}

impl QuickPen {
    /// To one window of the browser that listens at this address.
    pub fn connect(debugger: &str, window: &str) -> Result<Self> {
        let stream = TcpStream::connect(debugger).context("The browser does not listen to its own protocol.")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let (socket, _) = tungstenite::client(format!("ws://{debugger}/devtools/page/{window}"), stream)
            .map_err(|error| anyhow::anyhow!("The browser does not take the page's protocol: {error}"))?;
        Ok(Self { socket, sent: 0 })
    }

    /// One stroke, from pressing to lifting.
    pub fn draw(&mut self, pointer: Pointer, stroke: &Stroke) -> Result<()> {
        for (command, parameters) in commands(pointer, stroke) {
            self.sent += 1;
            let message = json!({ "id": self.sent, "method": command, "params": parameters });
            self.socket.send(Message::text(message.to_string()))?;
        }
        self.wait()
    }

    /// Until what was sent last is done.
    fn wait(&mut self) -> Result<()> {
        loop {
            let Message::Text(text) =
                self.socket.read().context("The browser does not say that the stroke was drawn.")?
            else {
                continue;
            };
            let answer: Value = serde_json::from_str(&text)?;
            if let Some(error) = answer.get("error") {
                bail!("The browser refuses a point of a stroke: {error}");
            }
            if answer.get("id").and_then(Value::as_u64) == Some(self.sent) {
                return Ok(());
            }
        }
    }
}

fn commands(pointer: Pointer, stroke: &Stroke) -> Vec<(&'static str, Value)> {
    match pointer {
        Pointer::Touch => by_finger(stroke),
        Pointer::Mouse => by_button("mouse", pointer, stroke),
        Pointer::Pen => by_button("pen", pointer, stroke),
    }
}

fn by_button(kind: &str, pointer: Pointer, stroke: &Stroke) -> Vec<(&'static str, Value)> {
    let command = |what: &str, at: usize, buttons: u8| {
        let (x, y) = stroke[at];
        let mut event = json!({ "type": what, "x": x, "y": y, "pointerType": kind, "buttons": buttons });
        if what != "mouseMoved" {
            event["clickCount"] = json!(1);
        }
        if (what, buttons) != ("mouseMoved", 0) {
            event["button"] = json!("left");
        }
        if pointer == Pointer::Pen && buttons == 1 {
            event["force"] = json!(pressure(pointer, at, stroke.len()));
        }
        ("Input.dispatchMouseEvent", event)
    };
    let Some(last) = stroke.len().checked_sub(1) else { return Vec::new() };
    let moves = (1..=last).map(|at| command("mouseMoved", at, 1));
    let start = [command("mouseMoved", 0, 0), command("mousePressed", 0, 1)];
    start.into_iter().chain(moves).chain([command("mouseReleased", last, 0)]).collect()
}

fn by_finger(stroke: &Stroke) -> Vec<(&'static str, Value)> {
    let command =
        |what: &str, points: Value| ("Input.dispatchTouchEvent", json!({ "type": what, "touchPoints": points }));
    let moves = stroke
        .iter()
        .enumerate()
        .map(|(at, &(x, y))| command(if at == 0 { "touchStart" } else { "touchMove" }, json!([{ "x": x, "y": y }])));
    moves.chain([command("touchEnd", json!([]))]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_goes_down_once_and_up_once() {
        let stroke = vec![(1.0, 2.0), (3.0, 4.0)];
        let kinds = |pointer| -> Vec<String> {
            let commands = commands(pointer, &stroke);
            commands.iter().filter_map(|(_, event)| event["type"].as_str()).map(str::to_owned).collect()
        };
        assert_eq!(kinds(Pointer::Mouse), ["mouseMoved", "mousePressed", "mouseMoved", "mouseReleased"]);
        assert_eq!(kinds(Pointer::Touch), ["touchStart", "touchMove", "touchEnd"]);
    }
}
