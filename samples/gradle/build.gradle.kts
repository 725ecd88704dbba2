plugins {
  application
}

repositories {
  mavenLocal() // until a release of Forja is on Maven Central
  mavenCentral()
}

java {
  toolchain {
    languageVersion = JavaLanguageVersion.of(25)
  }
}

// The quickstart's program: a copy of it would be the same lines again.
sourceSets {
  main {
    java.setSrcDirs(listOf("../quickstart/src/main/java"))
  }
}

dependencies {
  implementation(platform("dev.forja:forja-bom:0.2.0"))
  annotationProcessor(platform("dev.forja:forja-bom:0.2.0"))
  implementation("dev.forja:forja-runtime")
  annotationProcessor("dev.forja:forja-processor")
}

application {
  mainClass = "Mlp"
  applicationDefaultJvmArgs = listOf("--add-modules=jdk.incubator.vector")
}
