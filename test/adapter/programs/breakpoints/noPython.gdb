# Makes a gdb act as one that was built without Python.
define python
drydock_no_python
end
