package com.example

import dev.forja.nn.Linear
import dev.forja.tensor.Tensor

/** Calls a model that is written in Java, and watches its layers through hooks. */
fun main() {
    val model = MlpInvoker.of(784, 128, 10)
    val images = Tensor.rand(3, 784)
    model.modules(Linear::class.java).forEach { layer ->
        layer.observeForward { self, _, result -> println("${self.path()}: ${result.shape().toList()}") }
    }
    println("scores: ${model.call(images).shape().toList()}")
}
