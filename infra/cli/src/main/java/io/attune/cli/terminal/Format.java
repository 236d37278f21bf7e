package io.attune.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Money, time, counts and shares as people read them, always in English notation. */
public final class Format {
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Format() {}

    /**
     * An amount such as {@code 3.20 USD}. At least two places; below a cent, as many as three significant digits need, so
     * that the price of a few tokens never reads as nothing.
     */
    public static String money(BigDecimal amount, String currency) {
        BigDecimal shown;
        if (amount.signum() == 0 || amount.abs().compareTo(CENT) >= 0) {
            BigDecimal fine = amount.setScale(Math.min(4, Math.max(2, amount.stripTrailingZeros().scale())),
                    RoundingMode.HALF_UP).stripTrailingZeros();
            shown = fine.setScale(Math.max(2, fine.scale()));
        } else {
            shown = amount.round(new MathContext(3, RoundingMode.HALF_UP)).stripTrailingZeros();
        }
        return shown.toPlainString() + " " + currency;
    }

    /** A length of time such as {@code 850 ms}, {@code 4.2 s}, {@code 3 min 12 s} or {@code 2 h 5 min}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.round(millis / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = seconds / 60;
        if (minutes < 48 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return minutes / (24 * 60) + " days";
    }

    /** A count such as {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share of one such as {@code 97.5 %}; whole percents without a fraction. */
    public static String share(double share) {
        double percent = share * 100;
        boolean whole = Math.abs(percent - Math.rint(percent)) < 0.05;
        return String.format(Locale.ROOT, whole ? "%.0f %%" : "%.1f %%", percent);
    }

    /** A measured value with three decimals, or fewer when they are zero. */
    public static String value(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A size such as {@code 1.4 GB}, in powers of 1000. */
    public static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || size >= 100 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }
}
