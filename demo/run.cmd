@rem Runs the demo. It builds first if nothing is built; after a change of the sources, delete demo\target\run.
@rem This script is not tested.
@echo off
setlocal
set "here=%~dp0.."
set "run=%here%\demo\target\run"
if not exist "%run%\class-path" (
  call mvn -B -q -f "%here%\pom.xml" -pl demo -am package -DskipTests || exit /b 1
)
for /f "usebackq delims=" %%i in ("%run%\java-home") do set "jdk=%%i"
for /f "usebackq delims=" %%i in ("%run%\class-path") do set "libraries=%%i"
"%jdk%\bin\java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "%here%\demo\target\classes;%libraries%" dev.forja.demo.Demo %*
