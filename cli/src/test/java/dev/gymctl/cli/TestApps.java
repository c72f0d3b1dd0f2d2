package dev.gymctl.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;

/** An {@link App} that is connected to nothing. */
final class TestApps {
    private TestApps() {}

    static App plain() {
        Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Console.Terminals.NONE,
                Map.of());
        return new App(console, Map.of(), Clock.systemUTC());
    }
}
