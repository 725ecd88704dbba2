@rem Compiles and runs the program, with the JVM flag that the fast kernels of Forja need.
@cd /d "%~dp0"
@mvn -B -q compile exec:exec
