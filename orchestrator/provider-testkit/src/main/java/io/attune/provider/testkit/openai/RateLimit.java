package io.attune.provider.testkit.openai;

/** Counts requests in whole minutes of the server's clock. Thread-safe. */
final class RateLimit {
    private static final int SECONDS = 60;

    private final int perMinute;
    private final Names names;
    private long minute = Long.MIN_VALUE;
    private int count;

    RateLimit(int perMinute, Names names) {
        this.perMinute = perMinute;
        this.names = names;
    }

    /** Takes a request, or says after how many seconds it may come again; 0 when it was taken. */
    synchronized long secondsToWait() {
        long now = names.now();
        if (Math.floorDiv(now, SECONDS) != minute) {
            minute = Math.floorDiv(now, SECONDS);
            count = 0;
        }
        if (count >= perMinute) {
            return (long) SECONDS - Math.floorMod(now, SECONDS);
        }
        count++;
        return 0;
    }
}
