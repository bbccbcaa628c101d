/**
 * Trains the models that ship with this module. Data is a parameter; none of it is in the jar.
 *
 * <pre>{@code
 * java -cp qingting-nlp.jar:qingting-model.jar org.qingting.nlp.training.ToneTraining DATA tone.bin
 * }</pre>
 */
package org.qingting.nlp.training;
