@rem Runs the demo. It builds first if nothing is built; after a change of the sources, delete demo\target\run.
@rem This script is not tested.
@echo off
setlocal
set "here=%~dp0.."
if "%~1"=="spark" goto spark
set "run=%here%\demo\target\run"
if not exist "%run%\class-path" (
  call mvn -B -q -f "%here%\pom.xml" -pl demo -am package -DskipTests || exit /b 1
)
for /f "usebackq delims=" %%i in ("%run%\java-home") do set "jdk=%%i"
for /f "usebackq delims=" %%i in ("%run%\class-path") do set "libraries=%%i"
"%jdk%\bin\java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "%here%\demo\target\classes;%libraries%" dev.forja.demo.Demo %*
exit /b

:spark
set "run=%here%\demo-spark\target\run"
if not exist "%run%\class-path" (
  call mvn -B -q -f "%here%\pom.xml" -pl demo-spark -am package -DskipTests || exit /b 1
)
for /f "usebackq delims=" %%i in ("%run%\java-home") do set "jdk=%%i"
for /f "usebackq delims=" %%i in ("%run%\class-path") do set "libraries=%%i"
set "arguments=%*"
"%jdk%\bin\java" -cp "%here%\demo-spark\target\forja-demo-spark-0.2.0.jar;%libraries%" dev.forja.demo.spark.SparkDemo %arguments:~5%
