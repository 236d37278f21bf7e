package io.attune.sandbox.trainer.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the documented classes and methods out of a Java source file, by pattern: good enough for prose, no parser. */
final class JavadocExtractor {

    private static final Pattern COMMENT_AND_DECLARATION = Pattern.compile(
            "/\\*\\*(?<comment>.*?)\\*/\\s*(?:@[^\\n]*\\n\\s*)*(?<declaration>[^;{=]*)", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\b(\\w+)\\s*\\(");

    private static final Pattern LEADING_STAR = Pattern.compile("(?m)^[ \\t]*\\*[ \\t]?");
    private static final Pattern BLOCK_TAGS = Pattern.compile("(?ms)^[ \\t]*@\\w+.*");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?s)<pre.*?</pre>");
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+#?([^\\s}]+)(?:\\s+([^}]+))?}");
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+([^}]*)}|<code>(.*?)</code>");
    private static final Pattern OTHER_TAG = Pattern.compile("\\{@\\w+[^}]*}|</?\\w+[^>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private JavadocExtractor() {}

    static List<Documented> extract(String source) {
        List<Documented> found = new ArrayList<>();
        String type = "";
        Matcher matcher = COMMENT_AND_DECLARATION.matcher(source);
        while (matcher.find()) {
            String declaration = matcher.group("declaration");
            Matcher typeName = TYPE.matcher(declaration);
            Matcher methodName = METHOD.matcher(declaration);
            String method = "";
            if (typeName.find()) {
                type = typeName.group(1);
            } else if (methodName.find() && !type.isEmpty()) {
                method = methodName.group(1);
            } else {
                continue;
            }
            String prose = prose(matcher.group("comment"));
            if (!prose.isEmpty()) {
                found.add(new Documented(type, method, prose));
            }
        }
        return found;
    }

    private static String prose(String comment) {
        String text = LEADING_STAR.matcher(comment).replaceAll("");
        text = BLOCK_TAGS.matcher(text).replaceFirst("");
        text = CODE_BLOCK.matcher(text).replaceAll(" ");
        text = LINK.matcher(text).replaceAll(JavadocExtractor::label);
        text = CODE.matcher(text).replaceAll(code -> quoted(code.group(1) == null ? code.group(2) : code.group(1)));
        text = OTHER_TAG.matcher(text).replaceAll(" ");
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&mdash;", "-").replace("&nbsp;", " ").replace(
                "&amp;", "&");
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    private static String label(MatchResult link) {
        return link.group(2) == null
                ? quoted(link.group(1).replace('#', '.'))
                : Matcher.quoteReplacement(link.group(2));
    }

    private static String quoted(String code) {
        return Matcher.quoteReplacement("`" + code.strip() + "`");
    }
}
