package io.attune.pipeline.source;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;

/** A source's bytes are no longer those that were pinned when the build began. */
public final class SourceChangedException extends PlatformException {
    /** {@code source-changed}: another write came between planning and reading. */
    public static final ErrorCode CODE = new ErrorCode("source-changed", ErrorKind.CONFLICT);

    SourceChangedException(String place, long firstByte, Digest pinned, Digest found) {
        super(CODE, "'" + place + "' changed while it was read: from byte " + firstByte + " on it was "
                + pinned.shortForm() + " and is " + found.shortForm(), "Start again when nobody writes to it.");
    }
}
