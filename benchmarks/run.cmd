@rem Runs a benchmark. It builds first if nothing is built; after a change of the sources, delete benchmarks\target\run.
@rem This script is not tested.
@echo off
setlocal
set "here=%~dp0.."
set "run=%here%\benchmarks\target\run"
if not exist "%run%\class-path" (
  call mvn -B -q -f "%here%\pom.xml" -pl benchmarks -am package -DskipTests || exit /b 1
)
for /f "usebackq delims=" %%i in ("%run%\java-home") do set "jdk=%%i"
for /f "usebackq delims=" %%i in ("%run%\class-path") do set "libraries=%%i"
"%jdk%\bin\java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "%here%\benchmarks\target\forja-benchmarks-0.2.0.jar;%libraries%" dev.forja.benchmarks.Benchmarks %*
