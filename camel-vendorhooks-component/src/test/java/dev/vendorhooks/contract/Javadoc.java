package dev.vendorhooks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources say of records and their components, as plain text. */
final class Javadoc {

    private final Map<String, String> texts = new HashMap<>();

    /** @param sources the folder of the sources, with the packages below it */
    Javadoc(Path sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
                Stream<Path> paths = Files.walk(sources)) {
            List<Path> javaFiles =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(javaFiles));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Classes(trees, unit.getPackageName().toString()).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if there is none. */
    String of(Class<?> type) {
        return texts.get(type.getCanonicalName());
    }

    /** Null if there is none. */
    String of(Class<?> record, String component) {
        return texts.get(record.getCanonicalName() + "#" + component);
    }

    private final class Classes extends TreePathScanner<Void, Void> {

        private final DocTrees trees;
        private final String packageName;
        private String outer;

        Classes(DocTrees trees, String packageName) {
            this.trees = trees;
            this.packageName = packageName;
            this.outer = packageName;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            String enclosing = outer;
            outer = enclosing + "." + type.getSimpleName();
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                texts.put(outer, text(comment.getFullBody()));
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        texts.put(outer + "#" + param.getName(), text(param.getDescription()));
                    }
                }
            }
            super.visitClass(type, none);
            outer = enclosing;
            return null;
        }

        private String text(List<? extends DocTree> parts) {
            return parts.stream().map(this::text).collect(joining()).replaceAll("\\s+", " ");
        }

        private String text(DocTree part) {
            if (part instanceof TextTree text) {
                return text.getBody();
            }
            if (part instanceof LiteralTree literal) {
                return literal.getBody().getBody();
            }
            return part instanceof LinkTree link ? constants(link.getReference().getSignature()) : "";
        }

        /** The texts that a class of constants holds. */
        private String constants(String name) {
            try {
                return Arrays.stream(Class.forName(packageName + "." + name).getFields())
                        .filter(field -> field.getType() == String.class)
                        .map(Classes::value)
                        .collect(joining(", ", name + " (", ")"));
            } catch (ClassNotFoundException e) {
                return name;
            }
        }

        private static String value(Field field) {
            try {
                return (String) field.get(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
