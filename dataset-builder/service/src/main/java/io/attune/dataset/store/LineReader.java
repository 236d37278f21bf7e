package io.attune.dataset.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import com.github.luben.zstd.Zstd;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;

/**
 * The lines of a {@link LineFile} from any line on. It fetches a few frames at a time, more the longer it is read, and
 * leaves nothing open between two calls. Not thread-safe.
 */
public final class LineReader implements Iterator<String> {
    private static final int FETCH_MAX = 16;

    private final ObjectStore objects;
    private final ObjectKey folder;
    private final List<Place> places;
    private int nextPlace;
    private int fetch = 1;
    private final List<byte[]> ready = new ArrayList<>();
    private byte[] frame = new byte[0];
    private int at;
    private long position;

    /** Where a frame lies in its object. */
    private record Place(LineFile.Shard shard, LineFile.Frame frame, long from) {}

    LineReader(ObjectStore objects, ObjectKey folder, LineFile file, long from) {
        this.objects = objects;
        this.folder = folder;
        this.places = places(file);
        while (nextPlace < places.size() && position + places.get(nextPlace).frame().lines() <= from) {
            position += places.get(nextPlace++).frame().lines();
        }
        while (position < from && hasNext()) {
            skipLine();
        }
    }

    private static List<Place> places(LineFile file) {
        List<Place> places = new ArrayList<>();
        for (LineFile.Shard shard : file.shards()) {
            long from = 0;
            for (LineFile.Frame frame : shard.frames()) {
                places.add(new Place(shard, frame, from));
                from += frame.packed();
            }
        }
        return places;
    }

    /** The number of the line that comes next, from 0. */
    public long position() {
        return position;
    }

    @Override
    public boolean hasNext() {
        return at < frame.length || !ready.isEmpty() || nextPlace < places.size();
    }

    @Override
    public String next() {
        int start = lineStart();
        int end = skipLine();
        return new String(frame, start, end - start, StandardCharsets.UTF_8);
    }

    private int lineStart() {
        if (at >= frame.length) {
            frame = nextFrame();
            at = 0;
        }
        return at;
    }

    private int skipLine() {
        int end = lineStart();
        while (frame[end] != '\n') {
            end++;
        }
        at = end + 1;
        position++;
        return end;
    }

    private byte[] nextFrame() {
        if (ready.isEmpty()) {
            if (nextPlace >= places.size()) {
                throw new NoSuchElementException("There are no more lines");
            }
            fetchFrames();
        }
        return ready.removeFirst();
    }

    /** Fetches neighbours of one object with one request. */
    private void fetchFrames() {
        Place first = places.get(nextPlace);
        int count = 0;
        long bytes = 0;
        while (count < fetch && nextPlace + count < places.size()
                && places.get(nextPlace + count).shard().file().equals(first.shard().file())) {
            bytes += places.get(nextPlace + count).frame().packed();
            count++;
        }
        byte[] packed = bytes(objects, folder.resolve(first.shard().file()), first.from(), bytes);
        int from = 0;
        for (Place place : places.subList(nextPlace, nextPlace + count)) {
            ready.add(unpack(packed, from, place.frame()));
            from += place.frame().packed();
        }
        nextPlace += count;
        fetch = Math.min(FETCH_MAX, fetch * 2);
    }

    static byte[] bytes(ObjectStore objects, ObjectKey key, long from, long length) {
        try (InputStream in = objects.open(key, from, length).orElseThrow(() -> new PlatformException(
                ErrorCode.INTERNAL, "The object " + key + " is missing",
                "Restore the object store to a state that has it."))) {
            return in.readNBytes(Math.toIntExact(length));
        } catch (IOException e) {
            throw new UncheckedIOException("The object " + key + " could not be read", e);
        }
    }

    static byte[] unpack(byte[] packed, int from, LineFile.Frame frame) {
        byte[] plain = new byte[frame.bytes()];
        long written = Zstd.decompressByteArray(plain, 0, plain.length, packed, from, frame.packed());
        if (Zstd.isError(written) || written != plain.length) {
            throw new PlatformException(ErrorCode.INTERNAL, "A stored frame of " + frame.lines()
                    + " lines is not what was written",
                    "Restore the object from a backup, or build the version again.");
        }
        return plain;
    }
}
