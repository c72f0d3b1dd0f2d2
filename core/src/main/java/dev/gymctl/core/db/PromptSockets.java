package dev.gymctl.core.db;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets for who waits for notifications. After each the driver looks whether there is one more, and waits a millisecond
 * for that; here it hears at once that there is not.
 */
public final class PromptSockets extends SocketFactory {
    /** The driver's time limit for a look. */
    private static final int LOOK_MILLIS = 1;

    /** For the driver, which makes it by its name. */
    public PromptSockets() {}

    @Override
    public Socket createSocket() {
        return new PromptSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnsupportedOperationException("the driver connects it");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnsupportedOperationException("the driver connects it");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new UnsupportedOperationException("the driver connects it");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new UnsupportedOperationException("the driver connects it");
    }

    private static final class PromptSocket extends Socket {
        private boolean looks;

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            looks = millis == LOOK_MILLIS;
            super.setSoTimeout(millis);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    if (looks && in.available() == 0) {
                        throw new NothingThere();
                    }
                    return in.read(bytes, offset, length);
                }
            };
        }
    }

    /** It comes with each message, so it does not note where. */
    private static final class NothingThere extends SocketTimeoutException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
