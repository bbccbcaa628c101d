/**
 * Reads Chinese posts. Usable alone:
 *
 * <pre>{@code
 * TextAnalyzer analyzer = TextAnalyzer.withPlaces(List.of("云溪镇"));
 * if (analyzer.concernsPolice(text)) {
 *   Analysis analysis = analyzer.analyze(text);
 *   System.out.println(analysis.tone() + " " + analysis.themes() + " " + analysis.places());
 * }
 * }</pre>
 *
 * <p>Lexicons are tab-separated resources beside the classes, each with a note on its source; the
 * tone model and its card are in {@code org.qingting.nlp.tone}.
 */
package org.qingting.nlp;
