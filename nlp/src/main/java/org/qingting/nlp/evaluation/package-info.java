/**
 * Measures the product on anyone's labelled posts:
 *
 * <pre>{@code
 * TextAnalyzer analyzer = TextAnalyzer.standard();
 * ToneEvaluation result = ToneEvaluation.of(lines, analyzer::tone, System::nanoTime);
 * System.out.println(result.toJson());   // {"n":..,"accuracy":..,"macroF1":..,...}
 * }</pre>
 */
package org.qingting.nlp.evaluation;
