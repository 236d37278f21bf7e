package io.attune.dataset.origin;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;

/** An origin changed while it was copied; nothing of it was kept, and copying it again makes sense. */
final class OriginChangedException extends PlatformException {
    private static final long serialVersionUID = 1L;
    private static final ErrorCode CODE = new ErrorCode("source-changing", ErrorKind.UNAVAILABLE);

    OriginChangedException(String place) {
        super(CODE, "'" + place + "' changed while it was read", "Try again when nobody writes to it.");
    }
}
