package dev.gymctl.core.statement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What field 86 of an MT940 tells of a movement. Three ways of writing it are known: with numbered subfields (Germany, Austria: DFÜ
 * agreement, annex 3, "Belegung der Felder 86"), with codes between slashes (Netherlands: SEPA rule book of the banks there), and as
 * mere text.
 *
 * @param name null: not told
 * @param account null: not told
 * @param endToEndId null: none
 * @param reference a structured reference; null: none
 * @param text may be empty
 * @param returned why a payment came back; null: it did not
 * @param charges an amount with a decimal comma; null: none
 */
record Mt940Information(
        String name,
        String account,
        String endToEndId,
        String reference,
        String text,
        String returned,
        String charges) {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{3})([^A-Za-z0-9 ])\\d{2}");
    private static final Pattern TAG =
            Pattern.compile("(?<![A-Za-z0-9])(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\\+");
    private static final Pattern CODE = Pattern.compile(
            "/(TRTP|RTYP|IBAN|BIC|NAME|REMI|EREF|CREF|PREF|MARF|CSID|ORDP|BENM|RTRN|CNTP|ISDT|PURP|ULTD|ULTC|SWOC|SVCL)/");
    private static final Pattern CHARGES = Pattern.compile("(?:[A-Z]{3})?(\\d{1,15},\\d{0,2})");

    /** German business codes of returned debits and returned credit transfers. */
    private static final Set<String> RETURNS = Set.of("108", "109", "159", "184", "185");

    private static final Set<String> PURPOSE =
            Set.of("20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "60", "61", "62", "63");
    private static final int SUBFIELD = 27;
    private static final int LINE = 65;

    static Mt940Information of(List<String> lines) {
        String all = String.join("", lines);
        Matcher numbered = NUMBERED.matcher(all);
        if (numbered.lookingAt()) {
            return numbered(numbered.group(1), numbered.group(2), all);
        }
        if (CODE.matcher(all).lookingAt()) {
            return coded(all);
        }
        return new Mt940Information(null, null, null, null, joined(lines, LINE), null, null);
    }

    /** Parts of one text: one that is full goes on in the next, another ends with a word. */
    private static String joined(List<String> parts, int full) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            int length = part.startsWith("\n") ? part.length() - 1 : part.length();
            text.append(part).append(length >= full || part.endsWith(" ") ? "" : " ");
        }
        return text.toString().strip();
    }

    private static Mt940Information numbered(String business, String separator, String all) {
        String begin = Pattern.quote(separator) + "(\\d{2})";
        Matcher subfields = Pattern.compile(begin + "(.*?)(?=" + begin + "|$)").matcher(all);
        String posting = null;
        String account = null;
        List<String> purpose = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (subfields.find()) {
            String value = subfields.group(2);
            switch (subfields.group(1)) {
                case "00" -> posting = value.strip();
                case "31" -> account = value.strip();
                case "32", "33" -> names.add(value);
                default -> {
                    if (PURPOSE.contains(subfields.group(1))) {
                        // A tag begins a new part, however full the one before is.
                        purpose.add(TAG.matcher(value).lookingAt() ? "\n" + value : value);
                    }
                }
            }
        }
        Map<String, String> tagged = tagged(joined(purpose, SUBFIELD));
        String text = tagged.getOrDefault("SVWZ", tagged.get(""));
        String returned =
                RETURNS.contains(business) ? posting == null || posting.isEmpty() ? "returned" : posting : null;
        Matcher charges = CHARGES.matcher(tagged.getOrDefault("COAM", ""));
        return new Mt940Information(
                orNull(joined(names, SUBFIELD)),
                orNull(tagged.getOrDefault("IBAN", account)),
                BankFile.id(tagged.get("EREF")),
                null,
                text,
                returned,
                charges.matches() ? charges.group(1) : null);
    }

    /** What stands behind each tag; before the first one: under the empty one. */
    private static Map<String, String> tagged(String purpose) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher tag = TAG.matcher(purpose);
        String last = "";
        int from = 0;
        while (tag.find()) {
            values.putIfAbsent(last, purpose.substring(from, tag.start()).strip());
            last = tag.group(1);
            from = tag.end();
        }
        values.putIfAbsent(last, purpose.substring(from).strip());
        return values;
    }

    private static Mt940Information coded(String all) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher code = CODE.matcher(all);
        String last = null;
        int from = 0;
        while (code.find(Math.max(from - 1, 0))) {
            if (last != null) {
                values.putIfAbsent(last, trimmed(all.substring(from, Math.max(from, code.start()))));
            }
            last = code.group(1);
            from = code.end();
        }
        values.putIfAbsent(last, trimmed(all.substring(from)));
        String name = values.containsKey("NAME") ? values.get("NAME").replaceFirst("/.*", "") : null;
        String account = values.get("IBAN");
        String[] party = values.getOrDefault("CNTP", "").split("/", -1);
        if (party.length >= 3) {
            account = account == null ? party[0] : account;
            name = name == null ? party[2] : name;
        }
        String remittance = values.getOrDefault("REMI", "");
        String reference = null;
        if (remittance.startsWith("STRD/")) {
            reference = remittance.substring(remittance.lastIndexOf('/') + 1);
            remittance = "";
        } else if (remittance.startsWith("USTD/")) {
            remittance = remittance.substring("USTD/".length());
        }
        String returned = values.get("RTRN");
        return new Mt940Information(
                orNull(name),
                orNull(account),
                BankFile.id(values.get("EREF")),
                orNull(reference),
                trimmed(remittance),
                returned != null && returned.isEmpty() ? "returned" : returned,
                null);
    }

    private static String trimmed(String value) {
        return value.replaceAll("^/+|/+$", "").strip();
    }

    private static String orNull(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
