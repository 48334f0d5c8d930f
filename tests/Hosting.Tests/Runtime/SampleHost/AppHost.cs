// Something of everything that a host runs. The marker is in the command lines of the processes, so that a test finds those of its own run.
var builder = DistributedApplication.CreateBuilder(args);
var marker = builder.Configuration["marker"] ?? "none";

var api = builder.AddProject<Projects.SampleApi>("api", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithArgs("--marker", marker)
    .WithReplicas(2);

builder.AddProject<Projects.SampleApi>("web", launchProfileName: null)
    .WithHttpEndpoint()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Home")
    .WithReference(api).WaitFor(api);

AddShell("talker", "echo out; echo err >&2; while true; do sleep 1; done");
AddShell("restartable", "echo started; while true; do sleep 1; done");
AddShell("manual", "while true; do sleep 1; done").WithExplicitStart();
AddShell("told", "while true; do sleep 1; done").WithExplicitStart();
AddShell("stubborn", "trap '' TERM; while true; do sleep 1; done").WithExplicitStart();
AddShell("direct", "echo port $PORT; while true; do sleep 1; done").WithHttpEndpoint(env: "PORT", isProxied: false);

var once = AddShell("once", "sleep 2; echo last words; exit 3");
AddShell("after-once", "echo after; while true; do sleep 1; done").WaitForCompletion(once, exitCode: 3);

var missing = builder.AddExecutable("missing", "/no/such/program", ".");
AddShell("needs-missing", "echo never").WaitFor(missing);
AddShell("needs-value", "echo never").WithEnvironment("SECRET", builder.AddParameter("absent", secret: true));

builder.Build().Run();

IResourceBuilder<ExecutableResource> AddShell(string name, string script) => builder.AddExecutable(name, "/bin/sh", ".", "-c", script, marker);
