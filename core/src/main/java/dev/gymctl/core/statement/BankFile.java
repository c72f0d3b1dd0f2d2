package dev.gymctl.core.statement;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.money.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;

/**
 * A bank's file as its readers share it: how text is decoded, what is an amount or a day, and how a refusal reads.
 *
 * @param wanted what the file should have been, for the hint of a refusal
 */
record BankFile(Path path, String wanted) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int SHOWN = 80;

    /** What is no amount, day or currency; the message completes "X 'value' …". */
    static final class NoValueException extends Exception {
        private static final long serialVersionUID = 1L;

        NoValueException(String reason) {
            super(reason);
        }
    }

    /** Of a file that does not say: UTF-8 if all of it is UTF-8, else windows-1252, which has every character of ISO 8859-1. */
    Charset encoding() throws IOException {
        return isUtf8() ? StandardCharsets.UTF_8 : WINDOWS;
    }

    /** The text of the file, whose bytes must keep to the encoding. */
    BufferedReader text(Charset encoding) throws IOException {
        BufferedReader text = strictly(encoding);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    private BufferedReader strictly(Charset encoding) throws IOException {
        InputStream bytes = Files.newInputStream(path);
        return new BufferedReader(new InputStreamReader(
                bytes,
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private boolean isUtf8() throws IOException {
        try (Reader text = strictly(StandardCharsets.UTF_8)) {
            text.transferTo(java.io.Writer.nullWriter());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** That a value stands where it must not; {@code value} null: it is not there. */
    GymException wrong(long line, String field, String value, String reason) {
        String shown =
                value == null ? "" : " '" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + "'";
        return new GymException(
                Kind.INVALID,
                "%s, line %d: %s%s %s".formatted(path.getFileName(), line, field, shown, reason),
                "fetch the file from the bank again, as " + wanted);
    }

    /** That the file cannot be read to its end. */
    GymException unreadable(IOException cause) {
        String reason = cause instanceof CharacterCodingException
                ? "%s cannot be read: some of its bytes are no text in its encoding"
                : "%s cannot be read";
        return new GymException(Kind.INVALID, reason.formatted(path.getFileName()), null, cause);
    }

    /**
     * An amount in the currency's own digits.
     *
     * @param plain with a decimal point, if any
     */
    static BigDecimal amount(String plain, String currency) throws NoValueException {
        try {
            Currency known = Currency.getInstance(currency == null ? "" : currency);
            return new BigDecimal(Money.of(new BigDecimal(plain), known).toString());
        } catch (GymException e) {
            throw new NoValueException("is refused: " + e.getMessage());
        } catch (NumberFormatException e) {
            throw new NoValueException("is no amount");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new NoValueException("is in no currency that is known");
        }
    }

    /** A day of the calendar, of three numbers. */
    static LocalDate day(String year, String month, String day) throws NoValueException {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            throw new NoValueException("is no day of the calendar");
        }
    }

    /** The first that is an id; null: none is. */
    static String id(String... candidates) {
        for (String candidate : candidates) {
            String id = StatementEntry.id(candidate);
            if (id != null) {
                return id;
            }
        }
        return null;
    }
}
