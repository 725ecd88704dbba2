package org.example

import dev.forja.spark.{TextClassificationTransformer, TextEmbeddingTransformer}
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.{DataFrame, SparkSession}

/** Texts with vectors and labels, by a pipeline that is saved and loaded. */
object Labelled {
  def run(spark: SparkSession, embedder: String, classifier: String, folder: String): Array[String] = {
    import spark.implicits._
    val texts: DataFrame = Seq("one", "two two two").toDF("text")
    val embedding = new TextEmbeddingTransformer()
      .setModelPath(embedder)
      .setOutputCol("vector")
      .setOutputType("vector")
    val short: TextEmbeddingTransformer = embedding.copy(ParamMap(embedding.maxLength -> 4))
    val label = new TextClassificationTransformer()
      .setModelPath(classifier)
      .setHandleInvalid("null")
    val pipeline = new Pipeline().setStages(Array(short, label))
    pipeline.fit(texts).write.overwrite().save(folder)
    val loaded = PipelineModel.load(folder)
    val first = loaded.stages.head.asInstanceOf[TextEmbeddingTransformer]
    require(first.getOrDefault(first.maxLength) == 4 && !embedding.isSet(embedding.maxLength))
    embedding.register(spark, "embed")
    loaded.transform(texts).selectExpr("text", "embed(text) = vector", "label").as[(String, Boolean, String)]
      .collect()
      .map { case (text, equal, found) => s"$text $equal $found" }
  }
}
