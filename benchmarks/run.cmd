@rem Runs a benchmark. It builds first if nothing is built; after a change of the sources, delete benchmarks\target\run.
@rem This script is not tested.
@echo off
setlocal
set "here=%~dp0.."
if "%~1"=="spark" goto spark
set "run=%here%\benchmarks\target\run"
if not exist "%run%\class-path" (
  call mvn -B -q -f "%here%\pom.xml" -pl benchmarks -am package -DskipTests || exit /b 1
)
for /f "usebackq delims=" %%i in ("%run%\java-home") do set "jdk=%%i"
for /f "usebackq delims=" %%i in ("%run%\class-path") do set "libraries=%%i"
"%jdk%\bin\java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "%here%\benchmarks\target\forja-benchmarks-0.2.0.jar;%libraries%" dev.forja.benchmarks.Benchmarks %*
exit /b

:spark
set "run=%here%\benchmarks-spark\target\run"
if not exist "%run%\class-path" (
  call mvn -B -q -f "%here%\pom.xml" -pl benchmarks-spark -am package -DskipTests || exit /b 1
)
for /f "usebackq delims=" %%i in ("%run%\java-home") do set "jdk=%%i"
for /f "usebackq delims=" %%i in ("%run%\class-path") do set "libraries=%%i"
set "arguments=%*"
"%jdk%\bin\java" --add-modules jdk.incubator.vector -cp "%here%\benchmarks-spark\target\forja-benchmarks-spark-0.2.0.jar;%libraries%" dev.forja.benchmarks.spark.SparkBenchmark %arguments:~5%
