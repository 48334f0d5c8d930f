// A service to be run by the sample host: it tells who it is, and can be told to be ill or to end.
var app = WebApplication.CreateBuilder(args).Build();
var healthy = !string.Equals(app.Configuration["ILL"], "true", StringComparison.Ordinal);

app.MapGet("/pid", () => Environment.ProcessId);
app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapGet("/health", () => healthy ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
app.MapPost("/health", (bool value) => healthy = value);
app.MapPost("/exit", (int code) => Environment.Exit(code));

app.Run();
