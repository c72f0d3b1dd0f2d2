package dev.gymctl.cli;

import java.util.ResourceBundle;

/**
 * Loggers of the Java platform that say nothing: what a command has to say goes through its console. That there is one in
 * the first jar also ends the platform's search for another, for which it would open all jars.
 */
public final class SilentLoggers extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    private record Silent(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {}

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {}
    }
}
