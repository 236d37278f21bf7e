package io.attune.dataset.origin;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files of any size, sent as they are. Under a name a recipe finds one as {@code upload:NAME}; under {@code sha256:…} it is
 * the content of a file that a recipe names by its path, sent ahead because it is large.
 */
@RestController
@RequestMapping("/api/v1/uploads")
class UploadController {
    private static final String BY_DIGEST = "sha256:[0-9a-f]{64}";

    private final FileObjects files;
    private final Uploads uploads;
    private final WithdrawnFiles withdrawn;

    UploadController(FileObjects files, Uploads uploads, WithdrawnFiles withdrawn) {
        this.files = files;
        this.uploads = uploads;
        this.withdrawn = withdrawn;
    }

    /**
     * @param name the digest itself for what was sent without one
     * @param uploadedAt null for what has no name
     */
    record Shown(String name, String digest, long bytes, String author, @Nullable Instant uploadedAt) {
        static Shown of(Uploads.Upload upload) {
            return new Shown(upload.name(), upload.digest().toString(), upload.bytes(), upload.author(),
                    upload.uploadedAt());
        }
    }

    record Page(List<Shown> items) {}

    /** Whether content is there already. */
    record Known(String digest, boolean known) {}

    @PutMapping("/{name}")
    Shown put(Caller caller, @PathVariable String name, HttpServletRequest request) throws IOException {
        caller.require(Permission.EDITOR);
        boolean byDigest = name.matches(BY_DIGEST);
        if (!byDigest && !name.matches(Uploads.NAME)) {
            throw wrong("/name", "'" + name + "' is not a name for an upload",
                    "Write up to 128 letters, digits, dots, hyphens and underscores, beginning with a letter or digit.");
        }
        if (request.getContentLengthLong() > files.bytesMax()) {
            throw files.tooLarge("'" + name + "'");
        }
        FileObjects.Kept kept = files.keep(caller.project(), "'" + name + "'", request.getInputStream());
        check(caller.project(), name, byDigest, request, kept);
        return byDigest
                ? new Shown(name, kept.digest().toString(), kept.bytes(), caller.name(), null)
                : Shown.of(uploads.put(caller.project(), name, kept, caller.name()));
    }

    private void check(ProjectId project, String name, boolean byDigest, HttpServletRequest request,
            FileObjects.Kept kept) {
        if (kept.bytes() == 0) {
            throw wrong("/", "'" + name + "' is empty", "Send a file with records.");
        }
        long stated = request.getContentLengthLong();
        if ((stated >= 0 && stated != kept.bytes()) || (byDigest && !kept.digest().toString().equals(name))) {
            throw wrong("/", "'" + name + "' changed or broke off while it was sent",
                    "Send it again when nobody writes to it.");
        }
        if (withdrawn.includes(FileObjects.key(project, kept.digest()))) {
            throw new InvalidInputException("The upload", List.of(WithdrawnFiles.problem("/", name)));
        }
    }

    private static InvalidInputException wrong(String place, String message, String nextStep) {
        return new InvalidInputException("The upload", List.of(new Problem(place, message, nextStep)));
    }

    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page(uploads.list(caller.project()).stream().map(Shown::of).toList());
    }

    /** An upload by its name, or whether content of a digest is there. */
    @GetMapping("/{name}")
    Object find(Caller caller, @PathVariable String name) {
        caller.require(Permission.VIEWER);
        if (name.matches(BY_DIGEST)) {
            return new Known(name, files.isReadable(caller.project(), Digest.parse(name)));
        }
        return uploads.find(caller.project(), name).map(Shown::of).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no upload '" + name + "'", "List them: attune dataset uploads"));
    }
}
